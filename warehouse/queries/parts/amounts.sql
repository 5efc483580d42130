multiIf({model:String} = 'last_touch', last_touch, {model:String} = 'first_touch', first_touch, {model:String} = 'linear', linear,
            {model:String} = 'position_based', position_based, {model:String} = 'time_decay', time_decay,
            {model:String} = 'last_non_direct', last_non_direct, {model:String} = 'j_shaped', j_shaped, inverse_j)
