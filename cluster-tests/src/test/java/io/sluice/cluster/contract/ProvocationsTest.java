package io.sluice.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever SQS's model says that an operation may tell is provoked, or it is said why it cannot be. */
final class ProvocationsTest {
    private final SqsModel model = SqsModel.read();
    private final Set<String> provoked =
            Provocations.all().map(Provocation::pair).collect(Collectors.toCollection(TreeSet::new));

    /** What the model names, and what comes from AWS's framework, which no model has. */
    private Set<String> errors(String operation) {
        Set<String> errors = new TreeSet<>(model.errors(operation));
        Stream.of(AwsError.values()).filter(AwsError::isOfTheFramework).forEach(error -> errors.add(error.shape()));
        return errors;
    }

    private static String pair(String operation, String error) {
        return operation + " " + error;
    }

    @Test
    void everyErrorOfTheModelIsProvokedOrCannotBe() {
        List<String> neither = model.operations().stream()
                .flatMap(operation -> errors(operation).stream()
                        .filter(error -> !Unprovoked.isTold(operation, error))
                        .map(error -> pair(operation, error)))
                .filter(pair -> !provoked.contains(pair))
                .toList();

        assertThat(neither).isEmpty();
    }

    @Test
    void everyOperationIsRefusedSomehow() {
        assertThat(Provocations.all().map(Provocation::operation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(model.operations());
        assertThat(Samples.operations()).containsExactlyInAnyOrderElementsOf(model.operations());
    }

    @Test
    void nothingIsExcusedThatIsProvoked() {
        List<String> both = Unprovoked.all().stream()
                .flatMap(one -> one.operations().stream().map(operation -> pair(operation, one.error())))
                .filter(provoked::contains)
                .toList();
        Set<String> left = model.operations().stream()
                .flatMap(operation ->
                        errors(operation).stream().filter(error -> !provoked.contains(pair(operation, error))))
                .collect(Collectors.toSet());

        assertThat(both).isEmpty();
        assertThat(Unprovoked.all().stream().map(Unprovoked::error)).containsExactlyInAnyOrderElementsOf(left);
    }

    /** What is told of entries is named by the operations of one message. */
    @Test
    void noCallIsToldAnErrorThatTheModelDoesNotName() {
        List<String> unnamed = Provocations.all()
                .filter(one -> !one.ofEntry()
                        && !errors(one.operation()).contains(one.error().shape()))
                .map(Provocation::pair)
                .toList();

        assertThat(unnamed).isEmpty();
    }
}
