SELECT touched.version_key AS version_key, touched.content AS content, contract.campaign AS campaign, contract.creator AS creator
FROM (SELECT version_key, contract_key, content FROM catalog WHERE kind = 'link') AS touched
ANY LEFT JOIN (SELECT version_key, campaign, creator FROM catalog WHERE kind = 'collaboration') AS contract
ON contract.version_key = touched.contract_key
