multiIf({model:String} = 'payable', 0, {model:String} = 'last_touch', 1, {model:String} = 'first_touch', 2, {model:String} = 'linear', 3,
            {model:String} = 'position_based', 4, 5)
