package io.sluice.node.command;

/** Does what is to be done with a reply, one case for each. */
public interface ReplyCases<R> {
    /** Case of {@link Reply.Done}. */
    R done(Reply.Done reply);

    /** Case of {@link Reply.Rejected}. */
    R rejected(Reply.Rejected reply);

    /** Case of {@link Reply.Placed}. */
    R placed(Reply.Placed reply);

    /** Case of {@link Reply.Names}. */
    R names(Reply.Names reply);

    /** Case of {@link Reply.Cluster}. */
    R cluster(Reply.Cluster reply);

    /** Case of {@link Reply.TabletsAdded}. */
    R tabletsAdded(Reply.TabletsAdded reply);

    /** Case of {@link Reply.Graves}. */
    R graves(Reply.Graves reply);

    /** Case of {@link Reply.Pick}. */
    R pick(Reply.Pick reply);

    /** Case of {@link Reply.SentOne}. */
    R sentOne(Reply.SentOne reply);

    /** Case of {@link Reply.Sent}. */
    R sent(Reply.Sent reply);

    /** Case of {@link Reply.Received}. */
    R received(Reply.Received reply);

    /** Case of {@link Reply.Settled}. */
    R settled(Reply.Settled reply);

    /** Case of {@link Reply.QueueDescribed}. */
    R queueDescribed(Reply.QueueDescribed reply);

    /** Case of {@link Reply.Readiness}. */
    R readiness(Reply.Readiness reply);

    /** Case of {@link Reply.Accepted}. */
    R accepted(Reply.Accepted reply);

    /** Case of {@link Reply.MoveStarted}. */
    R moveStarted(Reply.MoveStarted reply);

    /** Case of {@link Reply.MoveCancelled}. */
    R moveCancelled(Reply.MoveCancelled reply);

    /** Case of {@link Reply.Moves}. */
    R moves(Reply.Moves reply);

    /** Case of {@link Reply.Unfinished}. */
    R unfinished(Reply.Unfinished reply);

    /** Case of {@link Reply.Parcels}. */
    R parcels(Reply.Parcels reply);

    /** Case of {@link Reply.GroupChanged}. */
    R groupChanged(Reply.GroupChanged reply);

    /** Case of {@link Reply.Groups}. */
    R groups(Reply.Groups reply);

    /** Case of {@link Reply.DeliveryDescribed}. */
    R deliveryDescribed(Reply.DeliveryDescribed reply);

    /** Case of {@link Reply.Tags}. */
    R tags(Reply.Tags reply);

    /** Case of {@link Reply.Scheduled}. */
    R scheduled(Reply.Scheduled reply);

    /** Case of {@link Reply.Schedules}. */
    R schedules(Reply.Schedules reply);

    /** Case of {@link Reply.Ran}. */
    R ran(Reply.Ran reply);

    /** Case of {@link Reply.Traced}. */
    R traced(Reply.Traced reply);

    /** Case of {@link Reply.Browsed}. */
    R browsed(Reply.Browsed reply);

    /** Case of {@link Reply.Keys}. */
    R keys(Reply.Keys reply);
}
