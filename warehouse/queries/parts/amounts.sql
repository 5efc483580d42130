-- What a model that shares orders says, of columns whose names begin as told. Not multiIf: ClickHouse reads the columns of every case of it, also
-- where the condition is known.
if({model:String} = 'last_touch', $perlast_touch, if({model:String} = 'first_touch', $perfirst_touch, if({model:String} = 'linear', $perlinear,
            if({model:String} = 'position_based', $perposition_based, if({model:String} = 'time_decay', $pertime_decay,
            if({model:String} = 'last_non_direct', $perlast_non_direct, if({model:String} = 'j_shaped', $perj_shaped, $perinverse_j)))))))
