-- Up to when everything stored is booked.
SELECT toUnixTimestamp64Milli(max(until)) AS until
FROM booked
