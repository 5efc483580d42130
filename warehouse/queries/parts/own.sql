-- The shop is a chosen brand's.
shop IN (SELECT shop FROM newest FINAL ARRAY JOIN shops AS shop WHERE kind = 'brand' GROUP BY shop HAVING has({brands:Array(String)}, min(id)))
