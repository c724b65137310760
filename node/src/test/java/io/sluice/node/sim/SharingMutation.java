package io.sluice.node.sim;

import static io.sluice.node.sim.RowTampering.enlarge;
import static io.sluice.node.sim.RowTampering.forEachState;
import static io.sluice.node.sim.RowTampering.starve;
import static io.sluice.node.sim.SendTampering.eachPlain;
import static io.sluice.node.sim.SendTampering.with;
import static io.sluice.node.sim.Tampering.parksAnother;

import io.sluice.node.command.Command;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.state.Tx;
import java.util.List;
import java.util.Optional;

/** Mistakes with how tenants and priorities share a queue, and with what its owner lets it give. */
enum SharingMutation implements Mistake {
    MIXES_TENANTS(Rule.Q12_FAIRNESS, Rule.RETURNS_IN_ORDER, Rule.DELIVERY, Rule.Q1_NO_ACKED_LOSS, Rule.Q7_TIME) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachPlain(command, one -> with(one, one.groupId().isEmpty() ? "" : "all", "", one.priority()));
        }
    },
    FORGETS_PRIORITIES(Rule.Q12_FAIRNESS, Rule.Q8_CONSERVATION, Rule.CONTRACT, Rule.RETURNS_IN_ORDER) {
        @Override
        public Command command(Command command, Tx tx) {
            return eachPlain(command, one -> with(one, one.groupId(), "", 4));
        }
    },
    STARVES_A_PRIORITY(Rule.Q12_FAIRNESS) {
        @Override
        public void after(Tx tx) {
            starve(tx);
        }
    },
    FORGETS_A_PARKED_TENANT(Rule.DELIVERY, Rule.CONTRACT, Rule.PARKED_GROUPS, Rule.Q8_CONSERVATION) {
        @Override
        public Command command(Command command, Tx tx) {
            return parksAnother(command);
        }
    },
    FORGETS_A_PAUSE(Rule.DELIVERY, Rule.CONTRACT) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.SetDelivery set
                    ? new QueueCommand.SetDelivery(set.queue(), set.paused().map(paused -> false), set.limits())
                    : command;
        }
    },
    FORGETS_LIMITS_OF_GROUPS(Rule.DELIVERY) {
        @Override
        public Command command(Command command, Tx tx) {
            return command instanceof QueueCommand.SetDelivery set
                    ? new QueueCommand.SetDelivery(
                            set.queue(),
                            set.paused(),
                            set.limits()
                                    .map(one -> new DeliveryLimits(one.rate(), one.inFlightMax(), Optional.empty(), 0)))
                    : command;
        }
    },
    DOES_NOT_PAY(Rule.DELIVERY) {
        @Override
        public void after(Tx tx) {
            forEachState(tx, RowTampering::unpaid);
        }
    },
    IGNORES_THE_LIMIT(Rule.CONTRACT) {
        @Override
        public void before(Tx tx) {
            enlarge(tx, "InFlightLimit", false);
        }

        @Override
        public void after(Tx tx) {
            enlarge(tx, "InFlightLimit", true);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Rule> broken;

    SharingMutation(Rule... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public List<Rule> broken() {
        return broken;
    }
}
