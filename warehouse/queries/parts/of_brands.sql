(empty({brands:Array(String)}) OR shop IN (SELECT shop FROM (@brand_shops()) WHERE has({brands:Array(String)}, brand))
    OR shop NOT IN (SELECT arrayJoin(shops) FROM newest FINAL WHERE kind = 'brand')
        AND $per IN (SELECT xxHash64(id) FROM newest FINAL WHERE kind = 'campaign' AND has({brands:Array(String)}, brand)))
