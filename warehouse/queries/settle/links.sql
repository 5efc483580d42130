-- The terms of links at the time of the click.
SELECT version_key AS link_key, xxHash64(campaign) AS place, campaign, creator, content FROM (@terms()) WHERE version_key IN {links:Array(UInt64)}
