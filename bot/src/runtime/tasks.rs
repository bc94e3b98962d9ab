//! Tasks that are started by name, watched while they run, and stopped in order.

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use renmai_core::failpoint;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};

use crate::liveness::{Liveness, TaskState};
use crate::panics::message_of;

/// Tasks that belong together: when one ends by itself, whoever watches them stops the others. Dropped, they are
/// broken off.
#[derive(Debug)]
pub(crate) struct Tasks {
    set: JoinSet<anyhow::Result<()>>,
    /// Those that run, in the order of their start.
    running: Vec<Running>,
    liveness: Arc<Liveness>,
}

#[derive(Debug)]
struct Running {
    id: Id,
    name: &'static str,
    stop: watch::Sender<bool>,
}

/// How long a task that was told to stop holds up the next.
const GRACE: Duration = Duration::from_secs(1);

impl Tasks {
    /// None yet; the states of those to come are told to `liveness`.
    pub(crate) fn new(liveness: Arc<Liveness>) -> Tasks {
        Tasks { set: JoinSet::new(), running: Vec::new(), liveness }
    }

    /// Starts a task, which runs until it is told to stop.
    pub(crate) fn start<F>(&mut self, name: &'static str, run: impl FnOnce(watch::Receiver<bool>) -> F)
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let (stop, stopped) = watch::channel(false);
        self.liveness.set_task(name, TaskState::Running);
        let work = run(stopped);
        let id = self.set.spawn(async move { failpoint::in_task(name, work).await }).id();
        self.running.push(Running { id, name, stop });
    }

    /// Waits until a task ends though nobody told it to, and says why. While all run, it waits.
    pub(crate) async fn ended(&mut self) -> anyhow::Error {
        match self.next().await {
            Some((name, Ok(()))) => anyhow!("the {name} ended"),
            Some((name, Err(fault))) => fault.context(format!("the {name} failed")),
            None => std::future::pending().await,
        }
    }

    /// Tells the tasks to stop, the last that was started first, and waits for each before it tells the next. One that
    /// takes long holds up the next for a second only; all of them are waited for at the end.
    pub(crate) async fn stop(mut self) {
        let order: Vec<_> = self.running.iter().rev().map(|task| (task.id, task.stop.clone())).collect();
        for (id, stop) in order {
            stop.send_replace(true);
            let stopped = async {
                while self.running.iter().any(|task| task.id == id) && self.next().await.is_some() {}
            };
            let _ = tokio::time::timeout(GRACE, stopped).await;
        }
        while self.next().await.is_some() {}
    }

    /// The next task that ends, and how.
    async fn next(&mut self) -> Option<(&'static str, anyhow::Result<()>)> {
        let ended = self.set.join_next_with_id().await?;
        let (id, how) = match ended {
            Ok((id, how)) => (id, how),
            Err(fault) => (fault.id(), Err(broken_off(fault))),
        };
        let at = self.running.iter().position(|task| task.id == id)?;
        let task = self.running.remove(at);
        let was_told = *task.stop.borrow();
        let state = if was_told && how.is_ok() { TaskState::Stopped } else { TaskState::Failed };
        self.liveness.set_task(task.name, state);
        match &how {
            Ok(()) if was_told => tracing::debug!(task = task.name, "stopped"),
            Ok(()) => tracing::error!(task = task.name, "a task ended though nobody told it to"),
            Err(fault) => {
                tracing::error!(task = task.name, fault = format!("{fault:#}"), "a task failed");
            }
        }
        Some((task.name, how))
    }
}

fn broken_off(fault: JoinError) -> anyhow::Error {
    match fault.try_into_panic() {
        Ok(panic) => anyhow!("panic: {}", message_of(&*panic)),
        Err(fault) => anyhow!(fault),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Two tasks that say when they stop, and the list of what they said.
    fn two(liveness: &Arc<Liveness>) -> (Tasks, Arc<Mutex<Vec<&'static str>>>) {
        let mut tasks = Tasks::new(liveness.clone());
        let said = Arc::new(Mutex::new(Vec::new()));
        for name in ["first", "second"] {
            let said = said.clone();
            tasks.start(name, |mut stop| async move {
                stop.changed().await?;
                tokio::task::yield_now().await;
                said.lock().unwrap().push(name);
                Ok(())
            });
        }
        (tasks, said)
    }

    #[tokio::test]
    async fn what_was_started_last_stops_first() {
        let liveness = Arc::<Liveness>::default();
        let (tasks, said) = two(&liveness);
        assert!(liveness.signs().tasks.values().all(|state| *state == TaskState::Running));
        tasks.stop().await;
        assert_eq!(*said.lock().unwrap(), ["second", "first"]);
        assert!(liveness.signs().tasks.values().all(|state| *state == TaskState::Stopped));
    }

    #[tokio::test]
    async fn whichever_ends_by_itself_is_named_and_the_others_still_stop_in_order() {
        for (how, want) in [
            ("ends", "the third ended"),
            ("fails", "the third failed: no disk"),
            ("panics", "the third failed: panic: at row 12"),
        ] {
            let liveness = Arc::<Liveness>::default();
            let (mut tasks, said) = two(&liveness);
            tasks.start("third", move |_| async move {
                match how {
                    "ends" => Ok(()),
                    "fails" => Err(anyhow!("no disk")),
                    _ => panic!("at row {}", 12),
                }
            });
            assert_eq!(format!("{:#}", tasks.ended().await), want);
            assert_eq!(liveness.signs().tasks["third"], TaskState::Failed);
            tasks.stop().await;
            assert_eq!(*said.lock().unwrap(), ["second", "first"], "{how}");
        }
    }
}
