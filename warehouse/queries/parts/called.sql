SELECT /*content:*/owner/*:content*//*person:*/creator_key/*:person*//*no creator:*/campaign_key/*:no creator*/ AS key, campaign_key AS place, campaign, creator, content
FROM owners
