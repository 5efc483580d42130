@of_brands(k)
            AND (empty({campaigns:Array(String)}) OR has(arrayMap(one -> xxHash64(one), {campaigns:Array(String)}), k))
            AND (empty({creators:Array(String)}) OR has(arrayMap(one -> xxHash64(one), {creators:Array(String)}), c))
