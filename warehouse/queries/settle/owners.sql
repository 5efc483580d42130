-- Whose keys these are.
SELECT owner, campaign, creator, content FROM owners WHERE owner IN {owners:Array(UInt64)}
