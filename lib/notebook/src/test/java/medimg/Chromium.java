package medimg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in a headless Chromium, driven by its DevTools protocol with real mouse and keys. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Process process;
  private WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  /** Opens a page; the test is skipped where there is no Chromium. */
  public Chromium(Path page, Path temp, int width, int height) throws Exception {
    Path profile = temp.resolve("profile");
    process =
        start(
            profile,
            page,
            ProcessBuilder.Redirect.DISCARD,
            "--remote-debugging-port=0",
            "--window-size=" + width + "," + height);
    HttpClient http = HttpClient.newHttpClient();
    String address = address(http, profile.resolve("DevToolsActivePort"));
    socket = http.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
    call("Runtime.enable", "");
    call("Log.enable", "");
  }

  /**
   * What scripts have made of a page; the test is skipped where there is no Chromium.
   *
   * @param body what stands in the page
   * @param temp an empty folder
   */
  public static String dom(String body, Path temp) throws IOException, InterruptedException {
    Path page = temp.resolve("page.html");
    Files.writeString(page, "<!doctype html><meta charset=\"utf-8\"><body>" + body);
    Path dom = temp.resolve("dom.html");
    Process process =
        start(
            temp.resolve("profile"),
            page,
            ProcessBuilder.Redirect.to(dom.toFile()),
            "--virtual-time-budget=3000",
            "--dump-dom");
    assertThat(process.waitFor()).isZero();
    return Files.readString(dom);
  }

  private static Process start(
      Path profile, Path page, ProcessBuilder.Redirect out, String... options) throws IOException {
    Optional<Path> browser =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(browser.isPresent(), "no Chromium on the PATH: pages are not tried");
    List<String> command = new ArrayList<>();
    command.add(browser.get().toString());
    command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    return new ProcessBuilder(command)
        .redirectOutput(out)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private String address(HttpClient http, Path port) throws Exception {
    for (int i = 0; i < 300; i++) {
      if (Files.exists(port) && Files.readString(port).contains("\n")) {
        String list = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
        HttpRequest ask = HttpRequest.newBuilder(URI.create(list)).build();
        String pages = http.send(ask, BodyHandlers.ofString()).body();
        Matcher m =
            Pattern.compile("\"webSocketDebuggerUrl\": \"(ws[^\"]*/page/[^\"]*)\"").matcher(pages);
        if (m.find()) {
          return m.group(1);
        }
      }
      Thread.sleep(100);
    }
    close();
    throw new IllegalStateException("Chromium did not open the page within 30 s");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        String message = text.toString();
        text.setLength(0);
        Matcher id = Pattern.compile("^\\{\"id\":(\\d+),").matcher(message);
        if (id.find()) {
          answers.get(Integer.valueOf(id.group(1))).complete(message);
        } else if (Stream.of("exceptionThrown", "consoleAPICalled", "entryAdded")
            .anyMatch(event -> message.startsWith("{\"method\":") && message.contains(event))) {
          complaints.add(message);
        }
      }
      from.request(1);
      return null;
    }
  }

  private String call(String method, String parameters) throws Exception {
    int id = last.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}",
            true)
        .join();
    return answer.get(30, TimeUnit.SECONDS);
  }

  /** The value of an expression, or what it promises, as text. */
  public String eval(String expression) throws Exception {
    String escaped = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    String answer =
        call(
            "Runtime.evaluate", "\"expression\":\"String(" + escaped + ")\",\"awaitPromise\":true");
    Matcher m = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
    if (!m.find()) {
      throw new IllegalStateException(answer);
    }
    return Pattern.compile("\\\\(u(....)|.)")
        .matcher(m.group(1))
        .replaceAll(
            c ->
                Matcher.quoteReplacement(
                    c.group(2) == null
                        ? c.group(1).replace('n', '\n')
                        : "" + (char) Integer.parseInt(c.group(2), 16)));
  }

  /** Waits until an expression is true. */
  public void await(String expression) throws Exception {
    for (int i = 0; i < 300; i++) {
      if (eval(expression).equals("true")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(expression + " did not become true; " + complaints);
  }

  /** A mouse event: mouseMoved, mousePressed, mouseReleased. */
  public void mouse(String type, double x, double y) throws Exception {
    boolean down = !type.equals("mouseMoved");
    call(
        "Input.dispatchMouseEvent",
        "\"type\":\""
            + type
            + "\",\"x\":"
            + x
            + ",\"y\":"
            + y
            + (down ? ",\"button\":\"left\",\"clickCount\":1" : ""));
  }

  public void drag(double x1, double y1, double x2, double y2) throws Exception {
    mouse("mouseMoved", x1, y1);
    mouse("mousePressed", x1, y1);
    call(
        "Input.dispatchMouseEvent",
        "\"type\":\"mouseMoved\",\"buttons\":1,\"button\":\"left\",\"x\":" + x2 + ",\"y\":" + y2);
    mouse("mouseReleased", x2, y2);
  }

  public void wheel(double x, double y, int delta) throws Exception {
    call(
        "Input.dispatchMouseEvent",
        "\"type\":\"mouseWheel\",\"deltaX\":0,\"deltaY\":" + delta + ",\"x\":" + x + ",\"y\":" + y);
  }

  public void key(String key) throws Exception {
    call("Input.dispatchKeyEvent", "\"type\":\"keyDown\",\"key\":\"" + key + "\"");
    call("Input.dispatchKeyEvent", "\"type\":\"keyUp\",\"key\":\"" + key + "\"");
  }

  /** What the page wrote to its console, and what it threw. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() throws Exception {
    if (socket == null) {
      process.destroy();
    } else {
      call("Browser.close", "");
    }
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
