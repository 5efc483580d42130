parts./*content:*/owner/*:content*//*person:*/creator/*:person*//*no creator:*/campaign/*:no creator*/ AS keys,
            /*person:*/parts.campaign AS places, /*:person*/@of_model(parts.) AS amounts, parts.models AS each_models, parts.@firsts($per) AS each_firsts,
            parts.commission AS owes
