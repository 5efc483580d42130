-- Every restatement that was proposed, and by whom it was published.
SELECT proposed.restatement AS restatement, published.number AS number, proposed.policy AS policy,
    toUnixTimestamp64Milli(proposed.since) AS since, toUnixTimestamp64Milli(proposed.until) AS until, proposed.late AS late,
    proposed.decisions AS decisions, proposed.token AS proposed_by, toUnixTimestamp64Milli(proposed.at) AS proposed_at,
    published.token AS published_by, toUnixTimestamp64Milli(published.at) AS published_at
FROM (SELECT * FROM restatements FINAL WHERE step = 'proposed') AS proposed
LEFT JOIN (SELECT * FROM restatements FINAL WHERE step = 'published') AS published ON published.restatement = proposed.restatement
ORDER BY number = 0, number, proposed_at, restatement
