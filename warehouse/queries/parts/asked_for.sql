-- Campaign k and creator c are among the chosen ones.
(empty({campaigns:Array(String)})/*campaigns:*/ OR has(arrayMap(one -> xxHash64(one), {campaigns:Array(String)}), k)/*:campaigns*/)
            AND (empty({creators:Array(String)})/*creators:*/ OR has(arrayMap(one -> xxHash64(one), {creators:Array(String)}), c)/*:creators*/)
