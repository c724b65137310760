package io.sluice.node.golden;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.Death;
import io.sluice.node.command.Delivery;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ReplyCases;
import io.sluice.node.command.ScheduleEntry;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Replies and effects in the words of a script; times count from the script's beginning. */
final class Results implements ReplyCases<String> {
    private static final int LISTED_MAX = 10;

    private final long beginMillis;
    private final Function<ResourceId, String> names;
    private final MoveResults moving;

    Results(long beginMillis, Function<ResourceId, String> names) {
        this.beginMillis = beginMillis;
        this.names = names;
        this.moving = new MoveResults(names, this::time, this::death);
    }

    String of(Effect effect) {
        return "  effect: "
                + (effect instanceof Effect.Level level
                        ? "%s has %d%s%s, more at %s, polls wait %s"
                                .formatted(
                                        names.apply(level.resource()),
                                        level.visible(),
                                        level.limited() ? " within its limit" : "",
                                        withheld(level.withheld()),
                                        time(level.dueMillis()),
                                        Words.seconds(level.waitMillis()))
                        : other(effect));
    }

    private String other(Effect effect) {
        if (effect instanceof Effect.Gone gone) {
            return names.apply(gone.resource()) + " is gone";
        }
        if (effect instanceof Effect.Outgoing outgoing) {
            return "parcels wait for " + outgoing.to();
        }
        if (effect instanceof Effect.Scheduled scheduled) {
            return "a schedule of %s is due at %s"
                    .formatted(names.apply(scheduled.resource()), time(scheduled.nextMillis()));
        }
        return effect instanceof Effect.Moving move
                ? "the move out of %s goes on at %s".formatted(names.apply(move.resource()), time(move.nextMillis()))
                : "the catalog changed";
    }

    @Override
    public String done(Reply.Done reply) {
        return "done";
    }

    @Override
    public String rejected(Reply.Rejected reply) {
        return "rejected " + reply.code() + (reply.detail().isEmpty() ? "" : " '" + reply.detail() + "'");
    }

    @Override
    public String placed(Reply.Placed reply) {
        return reply.resource() + " on " + reply.tablet() + (reply.active() ? ", active" : ", not active");
    }

    @Override
    public String names(Reply.Names reply) {
        return reply.names() + (reply.more() ? " and more" : "");
    }

    @Override
    public String cluster(Reply.Cluster reply) {
        return "cluster '%s' secret '%s', nodes %s%n%s  retired: %s%s"
                .formatted(
                        reply.clusterId(),
                        reply.secret(),
                        reply.members().stream()
                                .map(member -> member.node() + (member.draining() ? " draining" : ""))
                                .toList(),
                        reply.tablets().stream()
                                .map(tablet -> "  %s %s, confirmed by %s, resources %d%n"
                                        .formatted(
                                                tablet.tablet(),
                                                tablet.ready() ? "ready" : "not ready",
                                                tablet.confirmed(),
                                                tablet.resources()))
                                .collect(Collectors.joining()),
                        reply.retired().stream()
                                .map(retired -> retired.resource() + " on " + retired.tablet())
                                .toList(),
                        reply.unblockable() ? ", names to unblock" : "");
    }

    @Override
    public String keys(Reply.Keys reply) {
        return reply.keys().stream()
                        .map(key -> "%s '%s' of %s secret '%s', %s on %s, made %s, used %s"
                                .formatted(
                                        key.id(),
                                        key.name(),
                                        key.account(),
                                        Words.text(key.secret()),
                                        key.actions(),
                                        key.resources(),
                                        Words.seconds(key.createdMillis()),
                                        Words.seconds(key.usedMillis())))
                        .toList()
                + (reply.more() ? " and more" : "");
    }

    @Override
    public String tabletsAdded(Reply.TabletsAdded reply) {
        return "added " + reply.tablets();
    }

    @Override
    public String sentOne(Reply.SentOne reply) {
        return Words.sequence(reply.sequence()) + (reply.replayed() ? " again" : "");
    }

    @Override
    public String sent(Reply.Sent reply) {
        return "sent " + all(reply.messages());
    }

    @Override
    public String received(Reply.Received reply) {
        List<Reply.ReceivedOne> messages = reply.messages();
        if (messages.size() > LISTED_MAX) {
            Reply.ReceivedOne last = messages.get(messages.size() - 1);
            return "received %d messages, the last: %s%s"
                    .formatted(messages.size(), receivedOne(last), withheld(reply.withheld()));
        }
        return messages.stream().map(this::receivedOne).collect(Collectors.joining(", ", "received [", "]"))
                + withheld(reply.withheld());
    }

    private static String withheld(Withheld reason) {
        return reason == Withheld.NOTHING ? "" : ", withheld by " + reason;
    }

    @Override
    public String deliveryDescribed(Reply.DeliveryDescribed reply) {
        Delivery delivery = reply.delivery();
        return "%s, rate %s, in flight %d%s%s%s"
                .formatted(
                        delivery.pausedMillis() == 0 ? "not paused" : "paused since " + time(delivery.pausedMillis()),
                        delivery.limits()
                                .rate()
                                .map(rate -> rate.messages() + "/" + rate.seconds())
                                .orElse("none"),
                        delivery.limits().inFlightMax(),
                        delivery.limits().holdsGroups()
                                ? ", of each group rate %s, in flight %d"
                                        .formatted(
                                                delivery.limits()
                                                        .groupRate()
                                                        .map(rate -> rate.messages() + "/" + rate.seconds())
                                                        .orElse("none"),
                                                delivery.limits().groupInFlightMax())
                                : "",
                        withheld(reply.withheld()),
                        reply.nextMillis() == 0 ? "" : ", next at " + time(reply.nextMillis()));
    }

    private String receivedOne(Reply.ReceivedOne one) {
        return "%s/%d '%s' sent %s first received %s%s"
                .formatted(
                        Words.sequence(one.sequence()),
                        one.lease(),
                        Words.text(one.payload()),
                        time(one.sentMillis()),
                        time(one.firstReceivedMillis()),
                        one.origin().map(this::origin).orElse(""));
    }

    private String origin(Origin origin) {
        String source = origin.source().equals(Origin.NOBODY)
                ? ""
                : " dead letter of " + origin.sourceName()
                        + (origin.sourceTablet().equals(Origin.HERE) ? "" : " on " + origin.sourceTablet())
                        + origin.death().map(this::death).orElse("");
        return " once " + names.apply(origin.queue()) + "/" + Words.sequence(origin.sequence()) + source;
    }

    @Override
    public String accepted(Reply.Accepted reply) {
        return "accepted" + (reply.refused().isEmpty() ? "" : ", refused " + reply.refused());
    }

    @Override
    public String moveStarted(Reply.MoveStarted reply) {
        return "move " + reply.number() + " started";
    }

    @Override
    public String moveCancelled(Reply.MoveCancelled reply) {
        return "cancelled after " + reply.moved();
    }

    @Override
    public String groupChanged(Reply.GroupChanged reply) {
        return "changed" + (reply.messages() == 0 ? "" : ", messages " + reply.messages())
                + reply.skipped()
                        .map(this::identity)
                        .map(head -> ", skipped " + head)
                        .orElse("");
    }

    @Override
    public String groups(Reply.Groups reply) {
        String head = "%s:%d, parked %d%s"
                .formatted(
                        reply.policy().action(),
                        reply.policy().receivesMax(),
                        reply.parked(),
                        reply.next() == 0 ? "" : ", more after " + reply.next());
        return reply.groups().stream()
                .map(group -> ("%n  %s %s, visible %d, in flight %d, delayed %d, first %s received %d times,"
                                + " since %s, until %s")
                        .formatted(
                                group.name(),
                                group.state(),
                                group.visible(),
                                group.inFlight(),
                                group.delayed(),
                                group.head().map(this::identity).orElse("none"),
                                group.headReceives(),
                                time(group.sinceMillis()),
                                time(group.untilMillis())))
                .collect(Collectors.joining("", head, ""));
    }

    private String identity(Origin origin) {
        return names.apply(origin.queue()) + "/" + Words.sequence(origin.sequence());
    }

    @Override
    public String moves(Reply.Moves reply) {
        return reply.moves().stream().map(moving::move).collect(Collectors.joining());
    }

    @Override
    public String pick(Reply.Pick reply) {
        return "move %d may pick %d%s".formatted(reply.number(), reply.most(), moving.picking(reply.picking()));
    }

    @Override
    public String graves(Reply.Graves reply) {
        return reply.graves().stream()
                .map(grave -> "%n  %d of %s: %s, from %s to %s, such as %s"
                        .formatted(
                                grave.count(),
                                grave.source(),
                                grave.reason(),
                                time(grave.firstMillis()),
                                time(grave.lastMillis()),
                                grave.ids().stream()
                                        .map(id -> names.apply(id.queue()) + "/" + Words.sequence(id.sequence()))
                                        .toList()))
                .collect(Collectors.joining(
                        "",
                        "graves of %d messages, next %d/%d/%d%s"
                                .formatted(
                                        reply.scanned(),
                                        reply.next().prompt(),
                                        reply.next().arrived(),
                                        reply.next().late(),
                                        reply.more() ? " and more" : ""),
                        ""));
    }

    @Override
    public String unfinished(Reply.Unfinished reply) {
        return "parcels wait for %s, moves %s%s"
                .formatted(
                        reply.destinations(),
                        moving(reply.moving()),
                        reply.scheduled().isEmpty() ? "" : ", schedules " + moving(reply.scheduled()));
    }

    private List<String> moving(List<Reply.Moving> moving) {
        return moving.stream()
                .map(one -> names.apply(one.resource()) + " at " + time(one.nextMillis()))
                .toList();
    }

    @Override
    public String parcels(Reply.Parcels reply) {
        return "from %d: %s"
                .formatted(
                        reply.first(),
                        reply.parcels().stream().map(moving::parcel).toList());
    }

    @Override
    public String settled(Reply.Settled reply) {
        return "settled " + all(reply.receipts());
    }

    @Override
    public String queueDescribed(Reply.QueueDescribed reply) {
        return "%s visible %d%s, in flight %d, delayed %d, oldest %s%s%n  created %s, modified %s, attributes %s"
                .formatted(
                        reply.name(),
                        reply.visible(),
                        reply.withheld() == 0 ? "" : " (%d withheld)".formatted(reply.withheld()),
                        reply.inFlight(),
                        reply.delayed(),
                        time(reply.oldestMillis()),
                        reply.keys() == 0 ? "" : ", keys " + reply.keys(),
                        time(reply.createdMillis()),
                        time(reply.modifiedMillis()),
                        reply.attributes());
    }

    @Override
    public String readiness(Reply.Readiness reply) {
        return reply.exists()
                ? "%s, next due at %s, polls wait %s"
                        .formatted(
                                reply.ready() ? "ready" : "not ready",
                                time(reply.nextDueMillis()),
                                Words.seconds(reply.waitMillis()))
                : "no such queue";
    }

    @Override
    public String tags(Reply.Tags reply) {
        return reply.tags().size() > LISTED_MAX
                ? reply.tags().size() + " tags"
                : reply.tags().toString();
    }

    @Override
    public String scheduled(Reply.Scheduled reply) {
        return "%s is due at %s".formatted(reply.id(), time(reply.dueMillis()));
    }

    @Override
    public String schedules(Reply.Schedules reply) {
        return "%s%s of %d"
                .formatted(
                        reply.entries().stream().map(this::schedule).toList(),
                        reply.more() ? " and more" : "",
                        reply.total());
    }

    private String schedule(ScheduleEntry entry) {
        return "%s/%d at %s%s after %d runs%s"
                .formatted(
                        entry.id(),
                        entry.number(),
                        time(entry.dueMillis()),
                        entry.recurrence().map(rule -> " and on").orElse(""),
                        entry.runs(),
                        entry.payload().size() == 0 ? "" : " '" + Words.text(entry.payload()) + "'");
    }

    @Override
    public String ran(Reply.Ran reply) {
        return "ran " + reply.runs();
    }

    @Override
    public String traced(Reply.Traced reply) {
        return reply.events().stream()
                .map(event -> "%s %s%s%s%s%n"
                        .formatted(
                                time(event.millis()),
                                event.kind(),
                                event.lease() == 0 ? "" : " /" + event.lease(),
                                event.untilMillis() == 0 ? "" : " until " + time(event.untilMillis()),
                                event.who().isEmpty() ? "" : " " + event.who()))
                .collect(Collectors.joining("", reply.kept() ? "" : "not kept\n", ""));
    }

    @Override
    public String browsed(Reply.Browsed reply) {
        String seen = "browsed %d of %d%s, next %d/%d/%d%s%n"
                .formatted(
                        reply.messages().size(),
                        reply.scanned(),
                        reply.failed() == 0 ? "" : " (%d failed)".formatted(reply.failed()),
                        reply.next().prompt(),
                        reply.next().arrived(),
                        reply.next().late(),
                        reply.more() ? " and more" : "");
        return seen
                + reply.messages().stream()
                        .limit(LISTED_MAX)
                        .map(this::browsedOne)
                        .collect(Collectors.joining());
    }

    private String browsedOne(BrowseEntry one) {
        return "  %s '%s' %s sent %s%s%s%s%s%s%s%s%n"
                .formatted(
                        Words.sequence(one.sequence()),
                        Words.text(one.payload()),
                        one.state(),
                        time(one.sentMillis()),
                        one.dueMillis() == 0 ? "" : " until " + time(one.dueMillis()),
                        one.receives() == 0
                                ? ""
                                : ", received %d times from %s to %s"
                                        .formatted(
                                                one.receives(),
                                                time(one.firstReceivedMillis()),
                                                time(one.lastReceivedMillis())),
                        one.holder().isEmpty() ? "" : ", held by " + one.holder(),
                        one.endMillis() == 0 ? "" : ", ends at " + time(one.endMillis()),
                        one.failed().isEmpty() ? "" : ", failed " + attempts(one.failed()),
                        one.origin().map(this::origin).orElse(""),
                        one.priority() == Limits.PRIORITY_DEFAULT ? "" : ", priority " + one.priority());
    }

    private String death(Death death) {
        return ", died at %s of %s %s".formatted(time(death.millis()), death.reason(), attempts(death.failed()));
    }

    private List<String> attempts(List<Attempt> attempts) {
        return attempts.stream()
                .map(one -> "%d%s from %s to %s: %s"
                        .formatted(
                                one.receive(),
                                one.consumer().isEmpty() ? "" : " of " + one.consumer(),
                                time(one.receivedMillis()),
                                time(one.endedMillis()),
                                one.reason()))
                .toList();
    }

    private String all(List<Reply> replies) {
        return replies.stream().map(reply -> reply.match(this)).toList().toString();
    }

    private String time(long millis) {
        return millis == 0 ? "none" : millis == Long.MAX_VALUE ? "never" : Words.seconds(millis - beginMillis);
    }
}
