"""What opens the answers inside one post: the marks by which `threads.splitting` cuts it."""
