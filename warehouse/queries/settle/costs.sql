-- What accrued to a period, on every level.
INSERT INTO settled_figures (sums, level, key, place, day, campaign, creator, content, borne, lines)
SELECT {sums:UInt64} AS sums, 'day' AS level, 0 AS key, place, day, '' AS campaign, '' AS creator, '' AS content, sum(borne) AS borne, count() AS lines FROM (@borne(day campaign)) GROUP BY day, place
UNION ALL
SELECT {sums:UInt64} AS sums, 'campaign' AS level, 0 AS key, place, toDate32(0) AS day, campaign, '' AS creator, '' AS content, sum(borne) AS borne, count() AS lines FROM (@borne(campaign)) GROUP BY place, campaign
UNION ALL
SELECT {sums:UInt64} AS sums, 'creator' AS level, xxHash64(creator) AS key, place, toDate32(0) AS day, '' AS campaign, creator, '' AS content, sum(borne) AS borne, count() AS lines FROM (@borne(campaign creator)) GROUP BY place, creator
UNION ALL
SELECT {sums:UInt64} AS sums, 'content' AS level, xxHash64(concat(creator, '\0', campaign, '\0', content)) AS key, place, toDate32(0) AS day, campaign, creator, content, sum(borne) AS borne, count() AS lines FROM (@borne(campaign creator content))
GROUP BY place, campaign, creator, content
SETTINGS max_threads = 1
