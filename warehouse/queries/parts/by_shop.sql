empty({campaigns:Array(String)}) AND empty({creators:Array(String)})
        AND (empty({brands:Array(String)}) OR shop IN (SELECT shop FROM (@brand_shops()) WHERE has({brands:Array(String)}, brand)))
