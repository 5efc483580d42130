-- Records of our own that could not be read or applied, and were not sent again since.
SELECT topic, partition, offset, reason, detail
FROM (SELECT * FROM dead_letters FINAL WHERE NOT has({raw:Array(String)}, topic) AND (_epoch < {epoch:UInt16} OR _offset < {refused:Array(UInt64)}[_partition + 1])) AS letters
LEFT ANTI JOIN (SELECT DISTINCT letter FROM replays) AS again USING letter
ORDER BY topic, partition, offset
LIMIT {most:UInt32}
