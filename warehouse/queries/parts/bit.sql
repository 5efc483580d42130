multiIf({model:String} = 'payable', 0, {model:String} = 'last_touch', 1, {model:String} = 'first_touch', 2, {model:String} = 'linear', 3,
            {model:String} = 'position_based', 4, {model:String} = 'time_decay', 5, {model:String} = 'last_non_direct', 6,
            {model:String} = 'j_shaped', 7, 8)
