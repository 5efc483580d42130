-- What came in, and what it says, as far as everything is written to its end.
(SELECT count() FROM deliveries FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])) AS deliveries,
    (SELECT count() FROM clicks FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1]))
        + (SELECT count() FROM orders FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1]))
        + (SELECT count() FROM refunds FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1]))
        + (SELECT count() FROM engagements FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1]))
        + (SELECT count() FROM costs FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])) AS facts
