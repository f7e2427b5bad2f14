import { cancelJob, getJob, listJobs, listQueues, redriveAll, redriveJob, retryJob, runNow } from "#core/jobs/index.ts";
import { getMail, listMails, resendMail } from "#core/mail/index.ts";
import { route } from "../route.ts";

const tag = "Jobs";
const mails = "Mails";

export const jobRoutes = [
  route({ method: "GET", path: "/queues", operation: listQueues, tag }),
  route({ method: "POST", path: "/queues/{queue}/redrive", operation: redriveAll, tag }),
  route({
    method: "POST",
    path: "/queues/{queue}/run",
    operation: runNow,
    tag,
    status: 202,
    location: ({ jobId }) => `/jobs/${jobId}`,
  }),
  route({ method: "GET", path: "/jobs", operation: listJobs, tag }),
  route({ method: "GET", path: "/jobs/{id}", operation: getJob, tag }),
  route({ method: "POST", path: "/jobs/{id}/retry", operation: retryJob, tag }),
  route({ method: "POST", path: "/jobs/{id}/redrive", operation: redriveJob, tag }),
  route({ method: "POST", path: "/jobs/{id}/cancel", operation: cancelJob, tag }),
  route({ method: "GET", path: "/mails", operation: listMails, tag: mails }),
  route({ method: "GET", path: "/mails/{id}", operation: getMail, tag: mails }),
  route({
    method: "POST",
    path: "/mails/{id}/resend",
    operation: resendMail,
    tag: mails,
  }),
];
