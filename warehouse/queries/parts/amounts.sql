-- What a model says that shares orders. Not multiIf: ClickHouse reads the columns of every case of it, also where the condition is known.
if({model:String} = 'last_touch', last_touch, if({model:String} = 'first_touch', first_touch, if({model:String} = 'linear', linear,
            if({model:String} = 'position_based', position_based, if({model:String} = 'time_decay', time_decay,
            if({model:String} = 'last_non_direct', last_non_direct, if({model:String} = 'j_shaped', j_shaped, inverse_j)))))))
