"""`python -m policydocs`."""

from policydocs.cli.main import main

if __name__ == "__main__":
    main()
