package io.sluice.node.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @ParameterizedTest
    @CsvSource({"0B,0", "1B,1", "64KB,65536", "16MB,16777216", "2GB,2147483648"})
    void readsWhatItWrites(String text, long bytes) {
        DataSize size = DataSize.parse(text);

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "16mb", "16 MB", "-1B", "1.5MB", "MB", "16MiB", "999999999999GB"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "600ms", "10s", "90s", "5m", "12h", "14d"})
    void durationsReadWhatTheyWrite(String text) {
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "600 ms", "1.5s", "-1s", "1w", "PT1S", "1000000000s"})
    void refusesEveryOtherDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
