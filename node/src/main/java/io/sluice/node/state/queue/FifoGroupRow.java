package io.sluice.node.state.queue;

/**
 * A message group that has messages; without any there is no row, unless its rate is used up.
 *
 * @param delayed messages delayed
 * @param fresh messages never received and not delayed; all come after every message that was received
 * @param firstFresh first of these, from which each names the next; 0 when there is none
 * @param lastFresh last of these; 0 when there is none
 * @param returned messages visible again
 * @param firstReturned first of these; {@link Long#MAX_VALUE} when there is none
 * @param leased messages leased, also those whose lease has run out but is not settled
 * @param firstLeased first of these; {@link Long#MAX_VALUE} when there is none
 * @param ready place in the order of ready groups; 0 when nothing of the group can be had now
 * @param parkedMillis log time since which it is parked; 0 when it is not
 * @param forgiven the message that was first when the group was resumed; 0 when it never was
 * @param forgivenLeases how often that had been received then
 * @param paidMicros log time in microseconds up to which its rate is used up
 * @param wakeMillis log time at which it is looked at again; 0 when it need not be
 */
public record FifoGroupRow(
        String name,
        long delayed,
        long fresh,
        long firstFresh,
        long lastFresh,
        long returned,
        long firstReturned,
        long leased,
        long firstLeased,
        long ready,
        long parkedMillis,
        long forgiven,
        long forgivenLeases,
        long paidMicros,
        long wakeMillis) {}
