-- Every campaign, the days it runs, and every currency that money was told in: what may be judged.
SELECT campaign, starts_on, ends_on, (SELECT groupArray(currency) FROM (@currencies()) AS currencies) AS currencies
FROM (@campaigns()) AS campaigns
