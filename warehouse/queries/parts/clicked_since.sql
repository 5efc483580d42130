-- Clicks that were stored after those that were counted ahead. The first condition is for the index.
(_epoch > {clicked_epoch:UInt16} OR _journal_partition >= length({clicked_to:Array(UInt64)}) OR _journal_offset >= arrayMin({clicked_to:Array(UInt64)}))
            AND (_epoch > {clicked_epoch:UInt16}
                OR _epoch = {clicked_epoch:UInt16} AND _journal_offset >= {clicked_to:Array(UInt64)}[_journal_partition + 1])
