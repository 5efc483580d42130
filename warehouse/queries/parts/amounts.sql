multiIf({model:String} = 'last_touch', last_touch, {model:String} = 'first_touch', first_touch, {model:String} = 'linear', linear,
            {model:String} = 'position_based', position_based, time_decay)
