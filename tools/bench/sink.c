/*
 * A server that takes an upload and throws its bytes away, one thread per connection, so that it hides
 * nothing of what is measured. It knows only what the benchmark sends: bodies with a Content-Length, in
 * the calls of the Streams API, of an S3 multipart upload and of tus. Prints its port. GET /received
 * answers the bytes of all bodies since it was asked last.
 *
 * Usage: sink [folder] [bytes per second]. With a folder (or - for none), the body of each part is kept
 * there under its number; with a speed, all connections together are no faster than that.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK_BYTES = 1 << 20, HEAD_BYTES = 16384 };

static atomic_llong received_bytes;
static const char *keep_folder;
static double bytes_per_second;
static pthread_mutex_t pace_lock = PTHREAD_MUTEX_INITIALIZER;
static double line_free_at;

static double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Waits until the shared line has carried these bytes. */
static void pace(ssize_t bytes) {
  if (bytes_per_second <= 0) return;
  pthread_mutex_lock(&pace_lock);
  double now = now_seconds();
  if (line_free_at < now) line_free_at = now;
  line_free_at += (double)bytes / bytes_per_second;
  double wait = line_free_at - now;
  pthread_mutex_unlock(&pace_lock);
  struct timespec pause = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
  nanosleep(&pause, NULL);
}

/* The file for the body of a part, by the number at the end of its path; -1 where none is kept. */
static int part_file(const char *head) {
  if (!keep_folder || strncmp(head, "PUT ", 4) != 0) return -1;
  const char *end = strchr(head + 4, ' ');
  const char *start = end;
  while (start && start > head && start[-1] >= '0' && start[-1] <= '9') start--;
  if (!end || start == end) return -1;
  char path[4096];
  snprintf(path, sizeof path, "%s/%.*s", keep_folder, (int)(end - start), start);
  return open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
}

static void answer(int client, const char *status, const char *headers, const char *body) {
  char text[2048];
  int length = snprintf(text, sizeof text, "HTTP/1.1 %s\r\n%scontent-length: %zu\r\n\r\n%s", status,
                        headers, strlen(body), body);
  if (write(client, text, (size_t)length) < 0) perror("write");
}

static long long number_after(const char *head, const char *name) {
  const char *found = strcasestr(head, name);
  return found ? atoll(found + strlen(name)) : 0;
}

static void answer_s3(int client, const char *head) {
  const char *xml = "content-type: application/xml\r\netag: \"0\"\r\n";
  if (strncmp(head, "POST", 4) != 0) answer(client, "200 OK", xml, "");
  else if (strstr(head, "uploadId="))
    answer(client, "200 OK", xml, "<CompleteMultipartUploadResult><ETag>0</ETag></CompleteMultipartUploadResult>");
  else
    answer(client, "200 OK", xml,
           "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
}

static void answer_tus(int client, const char *head, long long body_bytes) {
  char headers[256];
  if (strncmp(head, "POST", 4) == 0) answer(client, "201 Created", "tus-resumable: 1.0.0\r\nlocation: /tus/1\r\n", "");
  else {
    long long offset = number_after(head, "upload-offset:") + body_bytes;
    snprintf(headers, sizeof headers, "tus-resumable: 1.0.0\r\nupload-offset: %lld\r\n", offset);
    answer(client, "204 No Content", headers, "");
  }
}

static void answer_for(int client, const char *head, long long body_bytes) {
  const char *json = "content-type: application/json\r\n";
  char body[256];
  if (strstr(head, " /s3/")) {
    answer_s3(client, head);
    return;
  }
  if (strstr(head, " /tus")) {
    answer_tus(client, head, body_bytes);
    return;
  }
  if (strncmp(head, "GET /received", 13) == 0)
    snprintf(body, sizeof body, "%lld", atomic_exchange(&received_bytes, 0));
  else if (strstr(head, "/executions?") || strstr(head, "/state/"))
    strcpy(body, "[]");
  else {
    int has_ended = strncmp(head, "GET", 3) == 0 || strstr(head, "/commit") != NULL;
    snprintf(body, sizeof body, "{\"id\":1,\"streamId\":1,\"executionId\":1,\"uploadId\":1,\"currentState\":\"%s\"}",
             has_ended ? "SUCCESS" : "ACTIVE");
  }
  answer(client, "200 OK", json, body);
}

/* Reads requests until the client leaves. */
static void *serve(void *argument) {
  int client = (int)(long)argument;
  /* Small reads on a slow line, as a large one would come all at once. */
  long long block_bytes = bytes_per_second > 0 ? BLOCK_BYTES / 16 : BLOCK_BYTES;
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
    long long length = number_after(head, "\r\ncontent-length:");
    int file = part_file(head);
    if (strcasestr(head, "expect: 100-continue") && write(client, "HTTP/1.1 100 Continue\r\n\r\n", 25) < 0) break;
    long long left = length;
    size_t inside = filled - head_bytes;
    if ((long long)inside > left) inside = (size_t)left;
    left -= (long long)inside;
    if (file >= 0 && write(file, head + head_bytes, inside) < 0) perror("keep");
    while (left > 0) {
      ssize_t got = read(client, block, left < block_bytes ? (size_t)left : (size_t)block_bytes);
      if (got <= 0) break;
      left -= got;
      pace(got);
      if (file >= 0 && write(file, block, (size_t)got) < 0) perror("keep");
    }
    if (file >= 0) close(file);
    if (left > 0) break;
    atomic_fetch_add(&received_bytes, length);
    answer_for(client, head, length);
    filled -= head_bytes + inside;
    memmove(head, head + head_bytes + inside, filled);
  }
  free(block);
  close(client);
  return NULL;
}

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "-") != 0) keep_folder = arguments[1];
  if (count > 2) bytes_per_second = atof(arguments[2]);
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
    /* A slow line has no megabytes in its buffers. */
    int small = 1 << 16;
    if (bytes_per_second > 0) setsockopt(client, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(long)client) == 0) pthread_detach(thread);
    else close(client);
  }
}
