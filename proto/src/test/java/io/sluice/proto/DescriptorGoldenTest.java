package io.sluice.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Pins every name, number and type of the three contracts in {@code descriptors.txt}, so that a change of the wire or
 * of the disk is seen in review as a changed line. Accept a change with {@code -Dgolden.rewrite=true}, then read the
 * diff.
 */
final class DescriptorGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/descriptors.txt");
    private static final List<String> PACKAGES = List.of("sluice.api.v1", "sluice.peer.v1", "sluice.record.v1");

    @Test
    void namesNumbersAndTypesAreAsPromised() throws IOException {
        String found = describe(descriptorSet());

        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(GOLDEN, found);
        }

        assertThat(found).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyPackageOfTheContractIsPresent() throws IOException {
        FileDescriptorSet files = descriptorSet();

        assertThat(files.getFileList().stream().map(FileDescriptorProto::getPackage))
                .containsAll(PACKAGES);
    }

    private static FileDescriptorSet descriptorSet() throws IOException {
        try (InputStream in = DescriptorGoldenTest.class.getResourceAsStream("/sluice.binpb")) {
            return FileDescriptorSet.parseFrom(Objects.requireNonNull(in, "sluice.binpb is not on the class path"));
        }
    }

    private static String describe(FileDescriptorSet files) {
        List<String> lines = new ArrayList<>();
        files.getFileList().stream()
                .filter(file -> PACKAGES.contains(file.getPackage()))
                .sorted(Comparator.comparing(FileDescriptorProto::getName))
                .forEach(file -> describe(file, lines));
        return String.join("\n", lines) + "\n";
    }

    private static void describe(FileDescriptorProto file, List<String> lines) {
        lines.add("file " + file.getName() + " java " + file.getOptions().getJavaPackage());
        file.getMessageTypeList().forEach(message -> describe(file.getPackage(), message, lines));
        file.getEnumTypeList().forEach(values -> describe(file.getPackage(), values, lines));
        file.getServiceList().forEach(service -> describe(file.getPackage(), service, lines));
    }

    private static void describe(String scope, DescriptorProto message, List<String> lines) {
        String name = scope + "." + message.getName();
        lines.add("message " + name);
        message.getReservedRangeList()
                .forEach(range -> lines.add("  reserved " + range.getStart() + ".." + (range.getEnd() - 1)));
        message.getReservedNameList().forEach(reserved -> lines.add("  reserved " + reserved));
        message.getFieldList().stream()
                .sorted(Comparator.comparingInt(FieldDescriptorProto::getNumber))
                .forEach(field -> lines.add("  " + describe(message, field)));
        message.getNestedTypeList().forEach(nested -> describe(name, nested, lines));
        message.getEnumTypeList().forEach(nested -> describe(name, nested, lines));
    }

    private static String describe(DescriptorProto message, FieldDescriptorProto field) {
        String type = field.getTypeName().isEmpty() ? lower(field.getType().name()) : field.getTypeName();
        String label = field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "";
        String presence = field.getProto3Optional() ? "optional " : "";
        boolean inChoice = field.hasOneofIndex() && !field.getProto3Optional();
        String choice = inChoice
                ? " oneof " + message.getOneofDecl(field.getOneofIndex()).getName()
                : "";
        return field.getNumber() + " " + presence + label + type.replaceFirst("^\\.", "") + " " + field.getName()
                + choice;
    }

    private static void describe(String scope, EnumDescriptorProto values, List<String> lines) {
        lines.add("enum " + scope + "." + values.getName());
        values.getValueList().forEach(value -> lines.add("  " + value.getNumber() + " " + value.getName()));
    }

    private static void describe(String scope, ServiceDescriptorProto service, List<String> lines) {
        lines.add("service " + scope + "." + service.getName());
        service.getMethodList()
                .forEach(method -> lines.add("  " + method.getName()
                        + " (" + (method.getClientStreaming() ? "stream " : "")
                        + method.getInputType().substring(1) + ") returns ("
                        + (method.getServerStreaming() ? "stream " : "")
                        + method.getOutputType().substring(1) + ")"));
    }

    private static String lower(String typeName) {
        return typeName.substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }
}
