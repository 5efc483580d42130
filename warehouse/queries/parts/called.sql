SELECT if(has($per, 'creator'), owner, campaign_key) AS key, any(owners.campaign) AS campaign,
    any(if(has($per, 'creator'), owners.creator, '')) AS creator, any(if(has($per, 'content'), owners.content, '')) AS content
FROM owners
GROUP BY key
