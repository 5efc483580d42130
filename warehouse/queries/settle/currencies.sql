-- In which currency each campaign reports.
SELECT place, reports_in FROM (@plans())
