-- Decided after what was made ahead was read. The first condition is for the index.
(_epoch > {settled_epoch:UInt16} OR _partition >= length({settled_to:Array(UInt64)}) OR _offset >= arrayMin({settled_to:Array(UInt64)}))
            AND (_epoch > {settled_epoch:UInt16} OR _epoch = {settled_epoch:UInt16} AND _offset >= {settled_to:Array(UInt64)}[_partition + 1])
