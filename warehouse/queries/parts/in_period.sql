currency = {currency:String}
        AND ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND ordered_at < fromUnixTimestamp64Milli({until:Int64})
