SELECT max(epoch) AS epoch FROM ingested
