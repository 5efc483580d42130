-- The orders of a filter that were decided last, newest first, as the chosen model credits them. Of what was stored twice
-- the row with the highest rank counts, which FINAL would look for in the whole rows of everybody near.
WITH (
    SELECT groupArray((shop, order_id, version))
    FROM (
        /*no unsettled:*/SELECT shop, order_id, version FROM format(TSV, 'shop String, order_id String, version UInt64', {since_latest:String})/*:no unsettled*/
        /*unsettled:*/SELECT shop, order_id, version
        FROM credits FINAL
        WHERE @in_period()
            AND (@by_shop() OR arrayExists((member, c, k) -> bitTest(member, @bit()) AND @inside(), members, creators, campaigns))
        ORDER BY newest DESC, _stored_at DESC, shop, order_id
        LIMIT {limit:UInt32}/*:unsettled*/
    )
) AS last, (
    SELECT (groupArray(creator), groupArray(creator_name)) FROM (@creators())
) AS called
SELECT
    made.shop AS shop, made.order_id AS order_id, made.ordered_at AS ordered_at, made.received AS received, made.status AS status,
    made.reason AS reason, made.currency AS currency, made.gross AS gross, made.refunded AS refunded, made.net AS net,
    made.creators AS creators, arrayMap(one -> called.2[indexOf(called.1, one)], made.creators) AS creator_names,
    made.campaigns AS campaigns, made.contents AS contents, made.amounts AS amounts, made.unattributed AS unattributed,
    made._stored_at AS stored_at
FROM (
    SELECT * FROM attributions
    WHERE shop IN (SELECT arrayJoin(last).1) AND order_id IN (SELECT arrayJoin(last).2) AND model = {model:String}
        AND (shop, order_id, version) IN (SELECT arrayJoin(last))
    ORDER BY _rank DESC
    LIMIT 1 BY shop, order_id, version
) AS made
ORDER BY made.newest DESC, stored_at DESC, shop, order_id
