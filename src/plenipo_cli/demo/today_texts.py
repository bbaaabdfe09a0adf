"""The sealed texts of the last chapter. Each is invented, and says so on top; functions, no names."""

from __future__ import annotations

EXERCISE = "EXERCISE. Invented; nothing of this happened.\n\n"

REACHED = """\
1. Under the first mandate one call was held, on 6 March. RU took our list; nothing was given.
2. RU used the call to raise monitoring of a ceasefire. We listened, as the lines said.
3. After the withdrawal of UA's consent in April no proposal was on the table. RU did not press.
4. Judgement: that RU agrees to a second exchange of lists before the end of September is likely. \
Confidence is moderate: two sources agree, and both stand close to the same ministry."""

RENEWED = """\
OBJECTIVES
1. A second exchange of prisoners, by lists that both sides verify.
2. The safety of nuclear sites: access for inspectors, power lines kept out of the fighting.

TASKS
3. Keep the technical channel open, with at least one contact a fortnight.
4. Listen on the monitoring of a ceasefire. Put no text on it without the consent of UA to that text.

RED LINES
5. As sealed beside this text, each with its norm. Only a new decision changes one.

REPORTING
6. A readout to all partners and to UA within two days of each contact; a report to all every 30 days."""

TERRITORY = "Nothing about territory. Norm: Charter of the United Nations, Article 2(4)."

MEASURES = (
    "No measure of the partners is offered or hinted at in return. Norm: their decision of 24 February."
)

CALL_LINES = """\
1. Open: we speak for the partners, under the mandate of 2 July.
2. Prisoners: hand over our list of 214 names. Ask for theirs by 8 July, with places of detention.
3. Nuclear sites: ask whether inspectors may enter before 20 July. Ask for one contact point on each \
side.
4. If monitoring of a ceasefire comes up: listen, take note, say that the partners and UA will be told.
5. If territory comes up: we have no mandate to speak of it. End the point there."""

CALL_READOUT = """\
Call at technical level, 3 July, 15:00 to 15:50 Paris time. The envoy of FR; for RU, a deputy director \
of its foreign ministry.

1. Prisoners. We handed over 214 names. They promised their own list by the evening of 8 July, "as \
complete as the military will allow". Asked about places of detention, they gave no answer.
2. Nuclear sites. Inspectors may enter "in the second half of July"; no day was named. They named a \
contact point.
3. They raised the monitoring of a ceasefire, twice. They asked whether the partners would send \
observers, and whether UA had been asked. We listened, and said that the partners and UA would be told.
4. Territory did not come up.
5. Tone: businesslike. They ended the call on time.

Comment: the date for the list is the one firm thing. The question about observers was read from paper."""

THEIR_READOUT = """\
As published by the foreign ministry of RU on 3 July:

"At the request of the French side a telephone conversation took place. The sides discussed humanitarian \
questions. The French side showed interest in a mechanism of monitoring, and agreed that experts would \
meet on it in July. The Russian side stressed that a settlement must take account of realities on the \
ground."

Comment by the desk: our account has no such agreement, and it was they who raised monitoring. The \
published text does not mention the list of 8 July."""

THEIR_STATEMENT = """\
The spokesperson of RU's foreign ministry, at the weekly briefing of 3 July: "Paris has agreed that \
experts will discuss monitoring. The Europeans finally understand that nothing is solved without us.\""""

DISPUTE = """\
FR did not agree to a meeting of experts. In the call of 3 July its envoy listened to what was said of \
monitoring and answered that the partners and UA would be told. The readout of FR was filed that \
evening."""

SPOKEN = """\
The spokesperson of FR's foreign ministry, 3 July: a call at technical level took place, on prisoners \
and on the safety of nuclear sites, under a mandate of the partners. Nothing is discussed about UA \
without UA."""

UNDERTAKEN = """\
RU hands over its list of prisoners by the evening of 8 July, Paris time, "as complete as the military \
will allow". Said in the call of 3 July, on the technical channel."""

ASKED_BY_UA = """\
Of the 214 names, how many were on the list of March? And did they say who "the military" are that \
decide?"""

MONITORING = """\
COMMON LINES ON MONITORING

1. Whether there is a ceasefire, and how it is monitored, is for UA to decide.
2. To any question about observers, envoys say: we take note, we tell the partners and UA.
3. No envoy speaks of numbers, places, or the nationality of observers.
4. Publicly: we do not comment on monitoring while it is not agreed with UA."""

MONITORING_IT = """\
IT does not object. It recalls that the experience of earlier missions of monitoring should be gathered \
before anybody is asked, and offers to do so."""

MINISTERS = """\
LINES FOR A CALL BETWEEN FOREIGN MINISTERS (draft, for the partners' advice)

1. Purpose: to have the lists of prisoners verified by a third party, before a second exchange.
2. One message: the partners speak through two envoys, and through nobody else.
3. Nothing is offered. If a ceasefire is raised, the answer is in the common lines.
4. Not before 15 July, and only if the list of 8 July has come."""

EXPERTS = """\
TO BE PUT TO RU AT TECHNICAL LEVEL, IF UA CONSENTS

1. Experts of both sides exchange notes on technical means of monitoring: what a sensor sees, at what \
distance, in what weather; how readings are signed and shared.
2. The notes say nothing of lines, zones, forces or observers, and commit nobody.
3. An expert of UA reads each note before it is sent and each that comes, and may end the exchange at \
any time."""

EXPERTS_WHY = """\
RU asks about monitoring in every contact. An exchange on technique alone would show whether it wants \
more than a headline. Your expert would hold the pen together with ours. If the answer is no, the matter \
rests."""

MORNING_LINES = """\
1. Only the inspectors: ask for a day between 16 and 20 July, and for the road that they take.
2. Confirm the contact point for the power lines.
3. Do not ask for the list of prisoners; it is due on 8 July."""

WEDNESDAY_LINES = """\
1. Take over the list of prisoners, if it comes. Count it in their presence; accept no partial list as \
complete.
2. Ask for places of detention.
3. Ask for visits to the wounded before the exchange.
4. On anything else: take note, no more."""

OFFER = """\
A deputy director of RU's foreign ministry told our embassy on 4 July: RU is ready to meet the envoys of \
FR and DE at senior level in a third country in the week of 13 July, "on monitoring and wider \
questions"."""

OFFER_CONDITION = """\
That nobody but the envoys of FR and DE attends, and that UA is told afterwards."""

BILATERAL = """\
A director of PL's foreign ministry meets the counterpart's ambassador on consular cases and on the \
crossing at the border. Purely bilateral; nothing of the mandate is touched. A short account follows."""

LIST_COMES = """\
That RU hands over a list of prisoners by 8 July, complete or not. Likely: it has kept two of three such \
dates since spring, and gains from being seen to. Against it: the list has to pass the military."""
