/*no uncosted:*/SELECT xxHash64(campaign) AS place, /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/
            /*content:*/content, /*:content*/ 0 AS net, 0 AS refunded, 0 AS orders, 0 AS clicks, borne, 0 AS commission, 0 AS unattributed,
            true AS matters, false AS sold
        FROM settled_costs
        WHERE sums = {settled_costs:UInt64} AND level = @borne_level($per)/*:no uncosted*//*uncosted:*/@borne($per)/*:uncosted*/
