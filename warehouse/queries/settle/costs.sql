-- What accrued to a period, on every level.
INSERT INTO settled_costs
SELECT {sums:UInt64}, 'day', day, campaign, '', '', sum(borne) FROM (@borne(day campaign)) GROUP BY day, campaign
UNION ALL
SELECT {sums:UInt64}, 'campaign', toDate32(0), campaign, '', '', sum(borne) FROM (@borne(campaign)) GROUP BY campaign
UNION ALL
SELECT {sums:UInt64}, 'creator', toDate32(0), campaign, creator, '', sum(borne) FROM (@borne(campaign creator)) GROUP BY campaign, creator
UNION ALL
SELECT {sums:UInt64}, 'content', toDate32(0), campaign, creator, content, sum(borne) FROM (@borne(campaign creator content)) GROUP BY campaign, creator, content
SETTINGS max_threads = 1
