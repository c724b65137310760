package io.sluice.node.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.node.app.config.LoggingSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LogSetupTest {
    private static final String TEXT = "a \"quoted\" text\nof two lines";

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(written, true, UTF_8));
    }

    @AfterEach
    void restore() throws JoranException {
        System.setOut(stdout);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.uninstall();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void asJsonEveryEventIsAnObjectOnALineOfItsOwn() throws IOException {
        LogSetup.start(new LoggingSettings(LoggingSettings.Format.JSON, LoggingSettings.Level.INFO));
        Logger log = LoggerFactory.getLogger("io.sluice.node.test");

        log.info("{}", TEXT);
        log.warn("went wrong", new IllegalStateException("because of \"this\""));
        log.debug("too fine");

        List<String> lines = written.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("formattedMessage").asText()).isEqualTo(TEXT);
        assertThat(first.path("level").asText()).isEqualTo("INFO");
        assertThat(first.path("loggerName").asText()).isEqualTo("io.sluice.node.test");
        assertThat(first.path("threadName").asText()).isNotEmpty();
        assertThat(first.path("timestamp").asLong()).isPositive();
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.path("level").asText()).isEqualTo("WARN");
        assertThat(second.path("throwable").path("className").asText())
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(second.path("throwable").path("message").asText()).isEqualTo("because of \"this\"");
    }

    @Test
    void asTextAnEventIsALineForPeople() {
        LogSetup.start(new LoggingSettings(LoggingSettings.Format.TEXT, LoggingSettings.Level.INFO));

        LoggerFactory.getLogger("io.sluice.node.test").info("said={}", 7);

        assertThat(written.toString(UTF_8).lines()).singleElement().asString().contains("INFO", "said=7");
    }
}
