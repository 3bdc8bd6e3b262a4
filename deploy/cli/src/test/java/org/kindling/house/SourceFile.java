package org.kindling.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One file of the source tree.
 *
 * @param path from the root of the tree, with {@code /} between its parts
 * @param text all of it
 */
record SourceFile(String path, String text) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    /** What has been parsed: several rules ask for the same file. */
    private static final Map<SourceFile, Outline> OUTLINES = new ConcurrentHashMap<>();

    /** The lines a type or method spans, from its first modifier to its closing brace. */
    record Span(String name, long lines) {}

    /** What a Java file declares, as the compiler reads it. */
    record Outline(List<Span> types, List<Span> methods, List<String> annotations) {}

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMain() {
        return path.contains("src/main/");
    }

    long lines() {
        return text.lines().count();
    }

    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    Outline outline() {
        return OUTLINES.computeIfAbsent(this, SourceFile::parse);
    }

    private Outline parse() {
        JavacTask task =
                (JavacTask) COMPILER.getTask(null, FILES, null, List.of("-proc:none"), null, List.of(inMemory()));
        try {
            Outliner outliner = new Outliner(Trees.instance(task).getSourcePositions());
            task.parse().forEach(outliner::read);
            return outliner.outline;
        } catch (IOException cannotHappen) {
            throw new UncheckedIOException(cannotHappen);
        }
    }

    private SimpleJavaFileObject inMemory() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new SimpleJavaFileObject(URI.create("memory:///" + name), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static final class Outliner extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final Outline outline = new Outline(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        Outliner(SourcePositions positions) {
            this.positions = positions;
        }

        void read(CompilationUnitTree unit) {
            scan(unit, unit);
        }

        @Override
        public Void visitClass(ClassTree type, CompilationUnitTree unit) {
            if (!type.getSimpleName().isEmpty()) {
                outline.types.add(span(type.getSimpleName().toString(), type, unit));
            }
            return super.visitClass(type, unit);
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            outline.methods.add(span(method.getName().toString(), method, unit));
            return super.visitMethod(method, unit);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, CompilationUnitTree unit) {
            outline.annotations.add(annotation.getAnnotationType().toString());
            return super.visitAnnotation(annotation, unit);
        }

        private Span span(String name, Tree tree, CompilationUnitTree unit) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, tree));
            long last = map.getLineNumber(Math.max(positions.getEndPosition(unit, tree), 0));
            return new Span(name, last - first + 1);
        }
    }
}
