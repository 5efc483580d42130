(empty({brands:Array(String)})/*brands:*/ OR @own() OR shop NOT IN (SELECT arrayJoin(shops) FROM newest FINAL WHERE kind = 'brand')
        AND $per IN (SELECT xxHash64(id) FROM newest FINAL WHERE kind = 'campaign' AND has({brands:Array(String)}, brand))/*:brands*/)
