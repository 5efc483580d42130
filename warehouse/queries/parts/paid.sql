-- What the payable model says. Nearly every order has one payee; the parts of a team are told apart after the sum.
-- Brands are chosen after it, too: an order's brand is its shop's, and where the shop is of none its campaign's.
WITH alone OR nth = 1 AS told
SELECT if(alone, payee, member) AS key, /*person:*/if(alone, place, of_campaign) AS place, /*:person*/ /*day:*/day, /*:day*/
    if(alone, got, part) AS net, if(told, back, 0) AS refunded,
    if(told, toInt64(many), 0) AS orders, if(told, rest, 0) AS unattributed, if(alone, owed, owed_part) AS commission,
    key != 0 AS matters
FROM (
    SELECT made.payee AS payee, /*day:*/made.day AS day, /*:day*/ made.got AS got, made.owed AS owed, made.back AS back, made.many AS many,
        made.of_shop AS shop, made.place AS place, if(@by_shop(), made.rest, 0) AS rest, empty(team.owners) AS alone,
        team./*content:*/owners/*:content*//*person:*/creators/*:person*//*no creator:*/campaigns/*:no creator*/ AS members,
        if(alone, [], made.parts) AS parts, if(alone, [], made.owed_parts) AS owed_parts,
        arrayMap((c, k) -> @inside(), team.creators, team.campaigns) AS insides, @nths($per) AS nths/*person:*/,
        campaigns AS their_campaigns/*:person*/
    FROM (
        WITH paid_creator AS c, paid_campaign AS k, payees != 0 AND paid_campaign = 0 AS by_team
        SELECT
            /*content:*/payees/*:content*//*person:*/if(by_team, payees, paid_creator)/*:person*//*no creator:*/if(by_team, payees, paid_campaign)/*:no creator*/ AS payee,
            /*day:*/toDate32(ordered_at) AS day, /*:day*/
            if(empty({brands:Array(String)}), '', toString(shop)) AS of_shop,
            /*person:*/paid_campaign/*:person*//*no person:*/if(empty({brands:Array(String)}), toUInt64(0), paid_campaign)/*:no person*/ AS place,
            sum(paid) AS got, sum(commission) AS owed, sumForEachIf(paid_parts, by_team) AS parts,
            sumForEachIf(commission_parts, by_team) AS owed_parts, sumIf(refunded, payees != 0) AS back,
            countIf(counted AND payees != 0) AS many, sum(/*all:*/net - paid/*:all*//*no all:*/0/*:no all*/) AS rest
        FROM credits FINAL
        WHERE {model:String} = 'payable' AND @in_period() AND if(payees = 0, /*all:*/true/*:all*//*no all:*/false/*:no all*/, by_team OR @asked_for())
        GROUP BY payee, /*day:*/day, /*:day*/ of_shop, place
    ) AS made
    ANY LEFT JOIN teams AS team ON team.team = made.payee
)
LEFT ARRAY JOIN members AS member, parts AS part, owed_parts AS owed_part, insides AS inside, nths AS nth/*person:*/, their_campaigns AS of_campaign/*:person*/
WHERE if(alone, @of_brands(place), inside)
