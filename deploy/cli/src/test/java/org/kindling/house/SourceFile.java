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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
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
        if (!OUTLINES.containsKey(this)) {
            parse(List.of(this));
        }
        return OUTLINES.get(this);
    }

    /** Reads many files at once, which costs little more than reading one. */
    static void parse(List<SourceFile> files) {
        Map<URI, SourceFile> byUri = files.stream().collect(Collectors.toMap(SourceFile::uri, file -> file));
        List<InMemory> units = files.stream().map(InMemory::new).toList();
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, null, List.of("-proc:none"), null, units);
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Outliner outliner = new Outliner(positions);
                outliner.scan(unit, unit);
                OUTLINES.put(byUri.get(unit.getSourceFile().toUri()), outliner.outline);
            }
        } catch (IOException cannotHappen) {
            throw new UncheckedIOException(cannotHappen);
        }
    }

    private URI uri() {
        return URI.create("memory:///" + path);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final SourceFile file;

        InMemory(SourceFile file) {
            super(file.uri(), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text;
        }
    }

    private static final class Outliner extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final Outline outline = new Outline(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        Outliner(SourcePositions positions) {
            this.positions = positions;
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
