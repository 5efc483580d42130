(empty({brands:Array(String)}) OR shop IN (SELECT shop FROM (@brand_shops()) AS brand_shops WHERE has({brands:Array(String)}, brand))
    OR shop NOT IN (SELECT shop FROM (@brand_shops()) AS brand_shops)
        AND $per IN (SELECT sipHash64(campaign) FROM (@campaigns()) AS campaigns WHERE has({brands:Array(String)}, brand)))
