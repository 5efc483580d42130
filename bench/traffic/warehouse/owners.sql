-- Everybody who has a share, as the sink writes it.
INSERT INTO owners (owner, creator_key, campaign_key, creator, campaign, content)
WITH JSONExtract(document, 'credits', 'Array(Tuple(shares Array(Tuple(creator String, campaign String, content String))))') AS models
SELECT DISTINCT xxHash64(concat(share.1, '\0', share.2, '\0', share.3)), xxHash64(share.1), xxHash64(share.2), share.1, share.2, share.3
FROM decisions ARRAY JOIN arrayDistinct(arrayFlatten(models.shares)) AS share
