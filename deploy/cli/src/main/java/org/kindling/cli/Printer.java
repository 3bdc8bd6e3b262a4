package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** What goes to people and what goes to programs: data on stdout, the story on stderr. */
final class Printer {
    private final PrintWriter out;
    private final PrintWriter err;

    Printer(CommandLine commandLine) {
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
    }

    /** The one object a program asked for. */
    void json(JsonNode node) {
        out.println(node.toPrettyString());
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** What happens meanwhile; never part of the data. */
    void story(String text) {
        err.println(text);
        err.flush();
    }

    /** Columns as wide as their widest cell, two spaces apart. */
    void table(List<String> heads, List<List<String>> rows) {
        int[] widths = new int[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = heads.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        line(aligned(heads, widths));
        rows.forEach(row -> line(aligned(row, widths)));
    }

    private static String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(cells.get(column));
            if (column < widths.length - 1) {
                line.append(" ".repeat(widths[column] - cells.get(column).length() + 2));
            }
        }
        return line.toString();
    }
}
