package io.sluice.node.edge.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.TestModels;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Forms and XML of all models, mutilated and odd. */
final class FormFuzzTest {
    private final Random random = new Random(5);

    @Test
    void randomBytesAreAFormOrUnreadable() {
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            for (int spice = random.nextInt(8); spice > 0 && bytes.length > 0; spice--) {
                bytes[random.nextInt(bytes.length)] = (byte) "&=%.+19".charAt(random.nextInt(7));
            }
            for (ServiceModel model : TestModels.all()) {
                tryToRead(model.operations().values().iterator().next().input(), bytes);
            }
        }
    }

    private static void tryToRead(StructureShape shape, byte[] bytes) {
        try {
            assertThat(FormReader.read(shape, Form.parse("", bytes))).isNotNull();
        } catch (Unreadable expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    @Test
    void aBombOfNamesIsRefusedBeforeItIsATree() {
        String deep = "a.".repeat(100) + "a=1";
        String wide = "a.1=&".repeat(3) + "x".repeat(100_000) + "=1";
        byte[] many = new byte[40_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = (byte) (i % 4 == 3 ? '&' : '0' + random.nextInt(10));
        }
        ServiceModel model = TestModels.all().get(0);
        StructureShape shape = model.operations().values().iterator().next().input();

        tryToRead(shape, deep.getBytes(StandardCharsets.US_ASCII));
        tryToRead(shape, wide.getBytes(StandardCharsets.US_ASCII));
        tryToRead(shape, Arrays.copyOf(many, many.length));
    }

    @Test
    void whateverIsSaidTheXmlCanBeParsed() throws Exception {
        RandomValues values = new RandomValues(6);
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (ServiceModel model : TestModels.all()) {
            for (ServiceModel.Operation operation : model.operations().values()) {
                if (operation.output().isEmpty()) {
                    continue;
                }
                for (int i = 0; i < 10; i++) {
                    XmlText xml = new XmlText().open("R", "urn:r");
                    new XmlWriter(xml)
                            .structure(
                                    "Result",
                                    values.structure(operation.output().get()));
                    byte[] bytes = xml.close("R").bytes();

                    assertThat(parser.parse(new ByteArrayInputStream(bytes))
                                    .getDocumentElement()
                                    .getTagName())
                            .isEqualTo("R");
                }
            }
        }
    }
}
