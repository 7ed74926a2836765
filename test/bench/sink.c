/*
 * A server that takes an upload and throws its bytes away, one thread per connection, so that it hides
 * nothing of what is measured. It knows only what the benchmark sends: bodies with a Content-Length.
 * Prints its port. GET /received answers the bytes of all bodies since it was asked last.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BLOCK_BYTES = 1 << 20, HEAD_BYTES = 16384 };

static atomic_llong received_bytes;

static void answer(int client, const char *body) {
  char text[1024];
  int length = snprintf(text, sizeof text,
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
                        strlen(body), body);
  if (write(client, text, (size_t)length) < 0) perror("write");
}

static void answer_for(int client, const char *head) {
  char body[256];
  if (strncmp(head, "GET /received", 13) == 0)
    snprintf(body, sizeof body, "%lld", atomic_exchange(&received_bytes, 0));
  else if (strstr(head, "/executions?") || strstr(head, "/state/"))
    strcpy(body, "[]");
  else {
    int has_ended = strncmp(head, "GET", 3) == 0 || strstr(head, "/commit") != NULL;
    snprintf(body, sizeof body, "{\"streamId\":1,\"executionId\":1,\"uploadId\":1,\"currentState\":\"%s\"}",
             has_ended ? "SUCCESS" : "ACTIVE");
  }
  answer(client, body);
}

static long long content_length(const char *head) {
  for (const char *line = head; line; line = strstr(line, "\r\n")) {
    if (*line == '\r') line += 2;
    if (strncasecmp(line, "content-length:", 15) == 0) return atoll(line + 15);
  }
  return 0;
}

/* Reads requests until the client leaves. */
static void *serve(void *argument) {
  int client = (int)(long)argument;
  char *block = malloc(BLOCK_BYTES);
  char head[HEAD_BYTES + 1];
  size_t filled = 0;
  for (;;) {
    head[filled] = 0;
    char *end = strstr(head, "\r\n\r\n");
    if (!end) {
      ssize_t got = filled < HEAD_BYTES ? read(client, head + filled, HEAD_BYTES - filled) : 0;
      if (got <= 0) break;
      filled += (size_t)got;
      continue;
    }
    size_t head_bytes = (size_t)(end - head) + 4;
    long long length = content_length(head);
    if (strcasestr(head, "expect: 100-continue") && write(client, "HTTP/1.1 100 Continue\r\n\r\n", 25) < 0) break;
    long long left = length;
    size_t inside = filled - head_bytes;
    if ((long long)inside > left) inside = (size_t)left;
    left -= (long long)inside;
    while (left > 0) {
      ssize_t got = read(client, block, left < BLOCK_BYTES ? (size_t)left : BLOCK_BYTES);
      if (got <= 0) break;
      left -= got;
    }
    if (left > 0) break;
    atomic_fetch_add(&received_bytes, length);
    answer_for(client, head);
    filled -= head_bytes + inside;
    memmove(head, head + head_bytes + inside, filled);
  }
  free(block);
  close(client);
  return NULL;
}

int main(void) {
  int server = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(server, (struct sockaddr *)&address, size) || listen(server, 64) ||
      getsockname(server, (struct sockaddr *)&address, &size)) {
    perror("sink");
    return 1;
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client < 0) continue;
    int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(long)client) == 0) pthread_detach(thread);
    else close(client);
  }
}
