package io.sluice.node.arch;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What is wrong with the names and lengths of declarations, as the compiler's own parser sees them. */
final class Shape {
    static final int METHOD_LINES_MAX = 60;

    /** Names that say nothing about a purpose; the first is also where god classes come from. */
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".+(?:Manager|Utils?|Helper|Impl|Common|Base)|Abstract[A-Z].*|I[A-Z][a-z].*");

    /** Words for which the glossary has another, in the names of shipped classes of the node. */
    private static final Pattern FOREIGN_WORD = Pattern.compile(".*(?:Broker|Partition|Handler)(?![a-z]).*");

    private Shape() {}

    static List<String> of(List<Source> sources) {
        List<JavaFileObject> files =
                sources.stream().filter(Source::isJava).map(Shape::inMemory).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> found = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Declarations(unit, positions, found).scan(unit, null);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return List.copyOf(found);
    }

    private static JavaFileObject inMemory(Source source) {
        return new SimpleJavaFileObject(URI.create("source:///" + source.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
    }

    /** Collects complaints while walking one file. */
    private static final class Declarations extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;
        private final String path;

        Declarations(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
            this.path = unit.getSourceFile().toUri().getPath().substring(1);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches()) {
                found.add(path + ": the name " + name + " says nothing; name the purpose");
            }
            if (path.startsWith("node/src/main/") && FOREIGN_WORD.matcher(name).matches()) {
                found.add(path + ": the name " + name + " uses a word for which the glossary has another");
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            BlockTree body = method.getBody();
            if (body != null && linesOf(body) > METHOD_LINES_MAX) {
                found.add(path + ": " + method.getName() + " has " + linesOf(body) + " lines");
            }
            return super.visitMethod(method, null);
        }

        private long linesOf(BlockTree body) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, body));
            return lines.getLineNumber(positions.getEndPosition(unit, body)) - first + 1;
        }
    }
}
